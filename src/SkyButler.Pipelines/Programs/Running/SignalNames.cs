namespace SkyButler.Pipelines.Programs.Running;

/// <summary>Names of the signals by which programs die, as signal(7) has them for Linux.</summary>
internal static class SignalNames
{
    private static readonly Dictionary<int, string> Known = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [14] = "SIGALRM",
        [15] = "SIGTERM",
        [24] = "SIGXCPU",
        [25] = "SIGXFSZ",
        [31] = "SIGSYS",
    };

    /// <summary>A signal with its name: <c>9 (SIGKILL)</c>.</summary>
    public static string Show(int signal) => Known.TryGetValue(signal, out var name) ? $"{signal} ({name})" : $"{signal}";
}
