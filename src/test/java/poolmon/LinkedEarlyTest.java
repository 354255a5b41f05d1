package poolmon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.cli.Main;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The build has written out what no AOT cache keeps; see `packaging/classes/LinkEarly.java`.
class LinkedEarlyTest {

    @Test
    void noSwitchAndNoRecordIsLinkedWhenItRuns() throws Exception {
        assertThat(classes()).isNotEmpty().allSatisfy(type -> assertThat(late(type)).isEmpty());
    }

    private static List<ClassModel> classes() throws IOException, URISyntaxException {
        var source = Main.class.getProtectionDomain().getCodeSource();
        Path ours = Path.of(source.getLocation().toURI()).resolve("poolmon");
        try (Stream<Path> files = Files.walk(ours)) {
            List<ClassModel> models = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                models.add(ClassFile.of().parse(file));
            }
            return models;
        }
    }

    private static List<String> late(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .map(call -> call.bootstrapMethod().owner().displayName() + "." + call.name())
                .filter(name -> name.matches("SwitchBootstraps.*|ObjectMethods.(equals|hashCode)"))
                .toList();
    }
}
