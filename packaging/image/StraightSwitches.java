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
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Turns the type switches of a class into plain `instanceof` chains.
///
/// javac compiles `switch` over a sealed type to an `invokedynamic` whose bootstrap spins a hidden
/// class at run time. Java 25's AOT cache does not keep those, and the first one alone costs some
/// 25 ms of a start. In the sources the switch stays, since there the compiler checks that it is
/// exhaustive.
final class StraightSwitches {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    private StraightSwitches() {}

    /// A chain to be written as a method of the class.
    ///
    /// @param type the parameters: what is switched over, and the label to begin with
    private record Chain(String name, MethodTypeDesc type, List<ClassDesc> labels) {}

    /// What turns the methods of one class.
    static ClassTransform of(ClassModel model) {
        List<Chain> chains = new ArrayList<>();
        return ClassTransform.transformingMethodBodies(calls(model, chains))
                .andThen(ClassTransform.endHandler(end -> write(chains, end)));
    }

    private static CodeTransform calls(ClassModel model, List<Chain> chains) {
        ClassDesc self = model.thisClass().asSymbol();
        boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
        return (CodeBuilder code, CodeElement element) -> {
            if (element instanceof InvokeDynamicInstruction call && isOverTypes(call)) {
                Chain chain =
                        new Chain(
                                "typeSwitch$" + chains.size(),
                                call.typeSymbol(),
                                call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
                chains.add(chain);
                code.invokestatic(self, chain.name(), chain.type(), inInterface);
            } else {
                code.with(element);
            }
        };
    }

    /// Only labels that are types: those with constants among them are left as they are.
    private static boolean isOverTypes(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(BOOTSTRAPS)
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(StraightSwitches::isReferenceType);
    }

    private static boolean isReferenceType(ConstantDesc label) {
        return label instanceof ClassDesc type && !type.isPrimitive();
    }

    private static void write(List<Chain> chains, ClassBuilder builder) {
        for (Chain chain : chains) {
            builder.withMethodBody(
                    chain.name(),
                    chain.type(),
                    ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
                    code -> write(chain, code));
        }
    }

    /// `null` is −1, else the first label from `restart` on that fits, else their number: what
    /// `SwitchBootstraps.typeSwitch` promises.
    private static void write(Chain chain, CodeBuilder code) {
        Label notNull = code.newLabel();
        code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
        for (int i = 0; i < chain.labels().size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(chain.labels().get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(chain.labels().size()).ireturn();
    }
}
