import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes into compiled classes the code that Java otherwise makes when it first runs them: for a
/// `switch` over types, and for `equals` and `hashCode` of records.
///
/// No AOT cache of Java 25 keeps what is made at run time. The first such place costs a run some 10
/// ms and each other 1 or 2, which is a good part of what `poolmon pools` takes. With this the
/// sources may use what reads best.
public final class LinkEarly {

    /// Makes the code for one kind of place.
    private static final List<Linker> LINKERS = List.of(new TypeSwitches(), new RecordMethods());

    /// A place whose code becomes a method of the class.
    private record Place(String name, InvokeDynamicInstruction call, Linker linker) {}

    private final ClassModel model;
    private final List<Place> places = new ArrayList<>();

    private LinkEarly(ClassModel model) {
        this.model = model;
    }

    /// @param args folders of classes, which are rewritten in place
    public static void main(String[] args) throws IOException {
        for (String folder : args) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .forEach(LinkEarly::rewrite);
            }
        }
    }

    private static void rewrite(Path file) {
        try {
            ClassFile format = ClassFile.of();
            LinkEarly linked = new LinkEarly(format.parse(file));
            byte[] bytes = format.transformClass(linked.model, linked.transform());
            if (!linked.places.isEmpty()) {
                Files.write(file, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClassTransform transform() {
        return ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(this::calls))
                .andThen(ClassTransform.endHandler(type -> places.forEach(p -> add(type, p))));
    }

    /// Each place calls a method of its own instead.
    private CodeTransform calls() {
        return (code, element) -> {
            Optional<Place> found = place(element);
            if (found.isEmpty()) {
                code.with(element);
                return;
            }
            Place place = found.get();
            places.add(place);
            code.invokestatic(
                    model.thisClass().asSymbol(),
                    place.name(),
                    place.call().typeSymbol(),
                    model.flags().has(AccessFlag.INTERFACE));
        };
    }

    private Optional<Place> place(CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            return Optional.empty();
        }
        String name = call.name().stringValue() + "$linked" + places.size();
        return LINKERS.stream()
                .filter(linker -> linker.links(call))
                .findFirst()
                .map(linker -> new Place(name, call, linker));
    }

    private static void add(ClassBuilder type, Place place) {
        type.withMethodBody(
                place.name(),
                place.call().typeSymbol(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> place.linker().write(place.call(), code));
    }
}
