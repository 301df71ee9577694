namespace SkyButler.Pipelines.Execution.Workers.Processes;

/// <summary>Names of the signals of Linux that end processes, as strsignal(3) has them; null for others.</summary>
internal static class SignalNames
{
    public static string? Of(int signal) => signal switch
    {
        1 => "Hangup",
        2 => "Interrupt",
        3 => "Quit",
        4 => "Illegal instruction",
        6 => "Aborted",
        7 => "Bus error",
        8 => "Floating point exception",
        9 => "Killed",
        11 => "Segmentation fault",
        13 => "Broken pipe",
        15 => "Terminated",
        24 => "CPU time limit exceeded",
        25 => "File size limit exceeded",
        31 => "Bad system call",
        _ => null,
    };
}
