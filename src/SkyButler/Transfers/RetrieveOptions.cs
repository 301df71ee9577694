using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers;

/// <summary>How files are copied out.</summary>
public sealed record RetrieveOptions
{
    /// <summary>Copy or link.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Whether the path below the datastore's root is kept.</summary>
    public bool PreservePath { get; init; } = true;

    /// <summary>Whether files that are there are overwritten.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Is told of each file; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Is given the place of each file that has come, in the order of their paths; null for nobody.</summary>
    public Func<string, Task>? Retrieved { get; init; }

    /// <summary>How many datasets or files go together.</summary>
    internal int BatchSize { get; init; } = 5000;
}
