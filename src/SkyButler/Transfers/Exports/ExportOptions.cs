using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Exports;

/// <summary>What is exported besides the datasets, and how.</summary>
public sealed record ExportOptions
{
    /// <summary>Names or globs of collections that are exported with documentation, members of chains, tags and validity ranges; runs of datasets come along anyway.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>Names or globs of dimension elements all of whose records are exported; those of the datasets come along anyway.</summary>
    public IReadOnlyList<string> Elements { get; init; } = [];

    /// <summary>Names or globs of dataset types that are exported although perhaps no dataset is.</summary>
    public IReadOnlyList<string> DatasetTypes { get; init; } = [];

    /// <summary>How files get into the folder; <see cref="TransferMode.None"/> leaves them where they are, and the file of the export names no others.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Name of the file that describes the export.</summary>
    public string FileName { get; init; } = ExportFile.UsualName;

    /// <summary>Whether a file of that name is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Hears how far the work is; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>How many datasets or records go together.</summary>
    internal int BatchSize { get; init; } = 5000;
}
