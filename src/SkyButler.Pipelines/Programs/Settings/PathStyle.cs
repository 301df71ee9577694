namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>How paths are given to a program.</summary>
public enum PathStyle
{
    /// <summary>From the root of the file system.</summary>
    Absolute,

    /// <summary>From the quantum's directory, in which the program is started.</summary>
    Relative,
}
