namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>What it means when a program prints a line that a pattern describes.</summary>
public enum MessageLevel
{
    /// <summary>Something to know.</summary>
    Note,

    /// <summary>Something to look at.</summary>
    Warn,

    /// <summary>A failure, whatever the program's exit code is.</summary>
    Fail,
}
