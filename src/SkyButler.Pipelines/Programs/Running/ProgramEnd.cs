namespace SkyButler.Pipelines.Programs.Running;

/// <summary>How a run of a program ended.</summary>
/// <param name="ExitCode">Its exit code; null where a signal ended it.</param>
/// <param name="Signal">The signal that ended it; null where it ended by itself.</param>
/// <param name="TimedOut">Whether it was ended since its time was over.</param>
/// <param name="LeftChildren">Whether processes of it were still at work, and were ended.</param>
/// <param name="Usage">What it used.</param>
internal sealed record ProgramEnd(int? ExitCode, int? Signal, bool TimedOut, bool LeftChildren, ProgramUsage Usage);
