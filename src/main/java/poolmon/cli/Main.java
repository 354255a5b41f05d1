package poolmon.cli;

/// The way in.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("poolmon 0.1.0");
    }
}
