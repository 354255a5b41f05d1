import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Writes out `hashCode` and `equals` of records, which javac leaves to a bootstrap at run time
// that
/// the AOT cache does not keep: the first record in a hash map costs some 10 ms of a start.
final class StraightRecords {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc OF_OBJECT =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final MethodTypeDesc OF_OBJECTS =
            MethodTypeDesc.of(
                    ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private StraightRecords() {}

    /// A method to be written.
    ///
    /// @param fields the record's components
    private record Written(String name, MethodTypeDesc type, List<DirectMethodHandleDesc> fields) {
        boolean isHash() {
            return name.startsWith("hashCode");
        }
    }

    /// What turns the methods of one class.
    static ClassTransform of(ClassModel model) {
        List<Written> methods = new ArrayList<>();
        return ClassTransform.transformingMethodBodies(calls(model.thisClass().asSymbol(), methods))
                .andThen(ClassTransform.endHandler(end -> write(methods, end)));
    }

    private static CodeTransform calls(ClassDesc self, List<Written> methods) {
        return (CodeBuilder code, CodeElement element) -> {
            if (element instanceof InvokeDynamicInstruction call && isCounted(call)) {
                Written method =
                        new Written(
                                call.name().stringValue() + "$straight",
                                call.typeSymbol(),
                                call.bootstrapArgs().stream()
                                        .skip(2) // the class and the components' names
                                        .map(DirectMethodHandleDesc.class::cast)
                                        .toList());
                methods.add(method);
                code.invokestatic(self, method.name(), method.type());
            } else {
                code.with(element);
            }
        };
    }

    private static boolean isCounted(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(BOOTSTRAPS)
                && (call.name().equalsString("hashCode") || call.name().equalsString("equals"));
    }

    private static void write(List<Written> methods, ClassBuilder builder) {
        for (Written method : methods) {
            builder.withMethodBody(
                    method.name(),
                    method.type(),
                    ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
                    code -> {
                        if (method.isHash()) {
                            hashCode(method, code);
                        } else {
                            equality(method, code);
                        }
                    });
        }
    }

    private static void hashCode(Written method, CodeBuilder code) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : method.fields()) {
            code.loadConstant(31).imul();
            boxed(load(code, 0, field), field);
            code.invokestatic(OBJECTS, "hashCode", OF_OBJECT).iadd();
        }
        code.ireturn();
    }

    private static void equality(Written method, CodeBuilder code) {
        ClassDesc self = method.type().parameterType(0);
        Label differ = code.newLabel();
        code.aload(1).instanceOf(self).ifeq(differ).aload(1).checkcast(self).astore(2);
        for (DirectMethodHandleDesc field : method.fields()) {
            boxed(load(code, 0, field), field);
            boxed(load(code, 2, field), field);
            code.invokestatic(OBJECTS, "equals", OF_OBJECTS).ifeq(differ);
        }
        code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
    }

    private static CodeBuilder load(CodeBuilder code, int slot, DirectMethodHandleDesc field) {
        return code.aload(slot).getfield(field.owner(), field.methodName(), type(field));
    }

    /// Numbers are compared as their boxes are, which is what records do.
    private static void boxed(CodeBuilder code, DirectMethodHandleDesc field) {
        ClassDesc type = type(field);
        if (type.isPrimitive()) {
            ClassDesc box = box(type.descriptorString());
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
        }
    }

    private static ClassDesc type(DirectMethodHandleDesc field) {
        return field.invocationType().returnType();
    }

    private static ClassDesc box(String descriptor) {
        return switch (descriptor) {
            case "Z" -> ConstantDescs.CD_Boolean;
            case "B" -> ConstantDescs.CD_Byte;
            case "C" -> ConstantDescs.CD_Character;
            case "S" -> ConstantDescs.CD_Short;
            case "I" -> ConstantDescs.CD_Integer;
            case "J" -> ConstantDescs.CD_Long;
            case "F" -> ConstantDescs.CD_Float;
            case "D" -> ConstantDescs.CD_Double;
            default -> throw new IllegalArgumentException(descriptor);
        };
    }
}
