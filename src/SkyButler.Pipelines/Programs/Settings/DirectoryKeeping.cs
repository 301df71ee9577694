namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>When a quantum's directory stays, with what the program left there.</summary>
public enum DirectoryKeeping
{
    /// <summary>Never: what the pipeline does not name as an output goes.</summary>
    Never,

    /// <summary>When the quantum failed.</summary>
    OnFailure,

    /// <summary>Always: for files that are to stay outside the repository.</summary>
    Always,
}
