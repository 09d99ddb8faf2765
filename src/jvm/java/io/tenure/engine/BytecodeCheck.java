package io.tenure.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Looks through the bytecode of compiled rules before it is loaded, for anything a rule has no business with.
///
/// The bytecode is asked and not the source, because there nothing can be hidden: whatever the rule calls
/// stands in the constant pool with its full name. Allowed are the vocabulary, values and collections of
/// the Java library, and what Drools itself writes around the rules. Loops are refused, since a rule that
/// loops for ever cannot be stopped.
final class BytecodeCheck {
    /// Classes that rules may name, call and make.
    private static final Pattern ALLOWED_CLASSES =
            Pattern.compile("\\[*L?(io/tenure/lifecycle/\\w+(\\$\\w+)*|io/tenure/text/(Text|Reason)"
                    + "|java/lang/(Object|String|StringBuilder|CharSequence|Comparable|Iterable|Number|Math|Boolean|Byte|Short"
                    + "|Character|Integer|Long|Float|Double|Enum|Record|Exception|RuntimeException|MatchException"
                    + "|IllegalArgumentException|ArithmeticException|NullPointerException)"
                    + "|java/math/(BigDecimal|BigInteger|MathContext|RoundingMode)"
                    + "|java/time/\\w+|java/time/(format|temporal|chrono)/\\w+"
                    + "|java/util/(Collection|Collections|List|ArrayList|LinkedList|Map|Map\\$Entry|HashMap|LinkedHashMap|TreeMap"
                    + "|SortedMap|NavigableMap|Set|HashSet|LinkedHashSet|TreeSet|SortedSet|NavigableSet|Deque|ArrayDeque|Queue"
                    + "|Iterator|Arrays|Objects|Optional|Locale|Comparator|EnumMap|EnumSet))(;)?|\\[+[BCDFIJSZ]");

    /// Classes that Drools' generated code stands on; they make rules and give no access to the machine.
    private static final Pattern DROOLS_CLASSES = Pattern.compile("\\[*L?("
            + "org/drools/model/(\\w+|\\w+\\$\\w+|(impl|view|functions|functions/accumulate|consequences|operators|datasources|bitmask"
            + "|index|constraints|patterns)/\\w+(\\$\\w+)?)"
            + "|org/drools/modelcompiler/dsl/pattern/D|org/drools/modelcompiler/util/EvaluationUtil"
            + "|org/drools/core/base/accumulators/\\w+|org/drools/util/DateUtils"
            + "|java/lang/invoke/(LambdaMetafactory|MethodHandles|MethodHandles\\$Lookup|StringConcatFactory|SerializedLambda)"
            + "|java/lang/(System|invoke/MethodHandle))(;)?");

    /// Methods of allowed classes that a rule may not call all the same: they look behind the value, wait,
    /// let a little text grow large, or take a pattern that can match for ever.
    private static final Set<String> FORBIDDEN_METHODS = Set.of(
            "java/lang/Object.getClass",
            "java/lang/Object.wait",
            "java/lang/Object.notify",
            "java/lang/Object.notifyAll",
            "java/lang/String.repeat",
            "java/lang/String.matches",
            "java/lang/String.replaceAll",
            "java/lang/String.replaceFirst",
            "java/lang/String.split",
            "java/lang/Integer.getInteger",
            "java/lang/Long.getLong",
            "java/lang/Boolean.getBoolean",
            "java/util/Collections.nCopies",
            "java/util/Arrays.parallelSetAll",
            "java/util/Arrays.setAll",
            "java/lang/Enum.getDeclaringClass",
            "java/lang/Record.getClass");

    /// What of Drools' handle on the session a rule may use; the rest leads to the engine's inside.
    private static final Set<String> ALLOWED_SESSION_METHODS = Set.of("insert", "update", "delete");

    private BytecodeCheck() {}

    /// What the classes use that they may not, as a person would name it: `java.lang.Runtime.exec`, `a
    /// loop`. Sorted.
    static List<String> violations(Map<String, byte[]> classes) {
        Set<String> own = new HashSet<>();
        classes.keySet().forEach(name -> own.add(name.replace('.', '/')));
        Set<String> refused = new TreeSet<>();
        classes.forEach((name, bytes) -> {
            ClassModel model = ClassFile.of().parse(bytes);
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    checkMember(member, own, refused);
                } else if (entry instanceof ClassEntry type) {
                    checkType(type.asInternalName(), own, refused);
                }
            }
            // The methods that only declare the rules are Drools' own, and hold no loop of the author's.
            for (MethodModel method : model.methods()) {
                method.code().ifPresent(code -> checkLoops(code, refused));
            }
        });
        return new ArrayList<>(refused);
    }

    private static void checkMember(MemberRefEntry member, Set<String> own, Set<String> refused) {
        String owner = member.owner().asInternalName();
        String method = member.name().stringValue();
        boolean sessionHandle = owner.startsWith("org/drools/model/Drools");
        if (FORBIDDEN_METHODS.contains(owner + "." + method)
                || (method.equals("getClass") && member.type().stringValue().startsWith("()"))
                || (sessionHandle && !ALLOWED_SESSION_METHODS.contains(method))
                || (owner.equals("java/lang/System") && !method.equals("arraycopy"))
                || (owner.startsWith("java/lang/invoke/MethodHandle") && !method.equals("lookup"))) {
            refused.add((sessionHandle ? "drools" : owner.replace('/', '.')) + "." + method);
        } else {
            checkType(owner, own, refused);
        }
    }

    private static void checkType(String name, Set<String> own, Set<String> refused) {
        String element = name.replaceFirst("^\\[+L", "").replaceFirst(";$", "");
        if (!own.contains(element)
                && !ALLOWED_CLASSES.matcher(name).matches()
                && !DROOLS_CLASSES.matcher(name).matches()) {
            refused.add(element.replace('/', '.'));
        }
    }

    /// A jump backwards is a loop.
    private static void checkLoops(CodeModel code, Set<String> refused) {
        Set<Label> passed = new HashSet<>();
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                refused.add("a loop");
            }
        }
    }
}
