using System.Runtime.InteropServices;

namespace SkyButler.CommandLine.Output;

/// <summary>Asks the system whether a person sees what is written, without the console classes, which take time to load.</summary>
internal static partial class TerminalCheck
{
    private const int InputDescriptor = 0;
    private const int ErrorDescriptor = 2;

    /// <summary>Whether standard input is a terminal.</summary>
    public static bool IsInputTerminal() => OperatingSystem.IsWindows() ? !Console.IsInputRedirected : IsTerminal(InputDescriptor) == 1;

    /// <summary>Whether standard error is a terminal that can draw.</summary>
    public static bool IsErrorTerminal() =>
        OperatingSystem.IsWindows() ? !Console.IsErrorRedirected : IsTerminal(ErrorDescriptor) == 1 && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);
}
