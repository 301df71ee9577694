using System.ComponentModel;
using System.Diagnostics;

namespace SkyButler.Pipelines.Programs.Running;

/// <summary>
/// The program <c>setpriv</c> of util-linux, which has the kernel end another when the thread that started it ends, as it does when this process is
/// killed; then it becomes that program.
/// </summary>
internal static class ProgramGuard
{
    private static readonly string[] Question = ["--pdeathsig", "KILL", "--", "true"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lazy<string?> OfSystem = new(() => Find("/usr/bin/setpriv"));

    /// <summary>The file of the system's; null where there is none that can do it.</summary>
    public static string? Path => OfSystem.Value;

    /// <summary>A file, where it is such a program: before util-linux 2.33, and in busybox, it does not know the option.</summary>
    public static string? Find(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(file, Question) { RedirectStandardError = true, RedirectStandardOutput = true });
            return asked is not null && asked.WaitForExit(Patience) && asked.ExitCode == 0 ? file : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The arguments by which it starts a program.</summary>
    public static IReadOnlyList<string> Arguments(string guard, ProgramCall call) => [guard, "--pdeathsig", "KILL", "--", call.File, .. call.Arguments.Skip(1)];
}
