import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// `equals` and `hashCode` of a record, as [java.lang.runtime.ObjectMethods] would make them.
/// `toString` is left alone: no hot road takes it.
final class RecordMethods implements Linker {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

    /// A component's field.
    private record Field(ClassDesc owner, String name, ClassDesc type) {

        void load(CodeBuilder code, int instance) {
            code.aload(instance).getfield(owner, name, type);
        }

        /// Where the static methods `compare` and `hashCode` of a primitive stand.
        ClassDesc wrapper() {
            return switch (TypeKind.from(type)) {
                case BOOLEAN -> ConstantDescs.CD_Boolean;
                case BYTE -> ConstantDescs.CD_Byte;
                case CHAR -> ConstantDescs.CD_Character;
                case SHORT -> ConstantDescs.CD_Short;
                case INT -> ConstantDescs.CD_Integer;
                case LONG -> ConstantDescs.CD_Long;
                case FLOAT -> ConstantDescs.CD_Float;
                case DOUBLE -> ConstantDescs.CD_Double;
                default -> throw new IllegalArgumentException(type + " is not primitive");
            };
        }
    }

    @Override
    public boolean links(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(BOOTSTRAPS)
                && (call.name().equalsString("equals") || call.name().equalsString("hashCode"));
    }

    @Override
    public void write(InvokeDynamicInstruction call, CodeBuilder code) {
        if (call.name().equalsString("equals")) {
            writeEquals(call, code);
        } else {
            writeHashCode(call, code);
        }
    }

    private static void writeEquals(InvokeDynamicInstruction call, CodeBuilder code) {
        ClassDesc type = call.typeSymbol().parameterType(0);
        Label same = code.newLabel();
        Label different = code.newLabel();
        code.aload(0).aload(1).if_acmpeq(same);
        code.aload(1).instanceOf(type).ifeq(different);
        code.aload(1).checkcast(type).astore(1);
        for (Field field : fields(call)) {
            field.load(code, 0);
            field.load(code, 1);
            if (field.type().isPrimitive()) {
                MethodTypeDesc compare =
                        MethodTypeDesc.of(ConstantDescs.CD_int, field.type(), field.type());
                code.invokestatic(field.wrapper(), "compare", compare).ifne(different);
            } else {
                MethodTypeDesc equals =
                        MethodTypeDesc.of(
                                ConstantDescs.CD_boolean,
                                ConstantDescs.CD_Object,
                                ConstantDescs.CD_Object);
                code.invokestatic(OBJECTS, "equals", equals).ifeq(different);
            }
        }
        code.labelBinding(same).iconst_1().ireturn();
        code.labelBinding(different).iconst_0().ireturn();
    }

    private static void writeHashCode(InvokeDynamicInstruction call, CodeBuilder code) {
        code.iconst_0();
        for (Field field : fields(call)) {
            boolean primitive = field.type().isPrimitive();
            ClassDesc hashed = primitive ? field.type() : ConstantDescs.CD_Object;
            code.loadConstant(31).imul();
            field.load(code, 0);
            code.invokestatic(
                    primitive ? field.wrapper() : OBJECTS,
                    "hashCode",
                    MethodTypeDesc.of(ConstantDescs.CD_int, hashed));
            code.iadd();
        }
        code.ireturn();
    }

    /// The bootstrap's arguments: the class, the components' names in one string, then a getter for
    /// each.
    private static List<Field> fields(InvokeDynamicInstruction call) {
        return call.invokedynamic().bootstrap().arguments().stream()
                .skip(2)
                .map(MethodHandleEntry.class::cast)
                .map(getter -> field(getter.reference()))
                .toList();
    }

    private static Field field(MemberRefEntry entry) {
        return new Field(
                entry.owner().asSymbol(),
                entry.name().stringValue(),
                ClassDesc.ofDescriptor(entry.type().stringValue()));
    }
}
