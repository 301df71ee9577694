namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>Why a quantum would run again.</summary>
public enum StaleCause
{
    /// <summary>It was never executed.</summary>
    NeverExecuted,

    /// <summary>It was executed, and left no metadata.</summary>
    Failed,

    /// <summary>Something that it made is gone.</summary>
    MissingOutput,

    /// <summary>Its task was configured otherwise.</summary>
    Configuration,

    /// <summary>The code of its task was of another version.</summary>
    CodeVersion,

    /// <summary>It would read other datasets.</summary>
    Inputs,

    /// <summary>Something that it reads would be made again.</summary>
    Upstream,

    /// <summary>Nobody recorded what it read.</summary>
    Unrecorded,
}
