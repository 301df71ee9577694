namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>How what is written once is handled.</summary>
internal sealed record InitWriterOptions
{
    /// <summary>Whether anything is written; otherwise tasks are made only.</summary>
    public bool Write { get; init; } = true;

    /// <summary>Whether the list of packages is compared and written.</summary>
    public bool WriteVersions { get; init; } = true;

    /// <summary>Whether the run was there before, so that datasets may be in it.</summary>
    public bool RunExists { get; init; }

    /// <summary>Whether init-outputs that are there stay.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Whether configurations that are there are compared instead of being an error.</summary>
    public bool CompareExisting { get; init; }

    /// <summary>Whether a configuration stays that is there, though nothing may have succeeded with it, since nobody can tell.</summary>
    public bool KeepsConfigs { get; init; }

    /// <summary>Whether somebody else is at work in the run, whose quanta would end with another configuration than they began with.</summary>
    public bool IsRunHeld { get; init; }
}
