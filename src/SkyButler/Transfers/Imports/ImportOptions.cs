using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Exports;

namespace SkyButler.Transfers.Imports;

/// <summary>How an export is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>The file that describes the export: its name in the folder, or a path or URI.</summary>
    public string FileName { get; init; } = ExportFile.UsualName;

    /// <summary>How files get from the folder to where the datastore wants them.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Names of dimension elements whose records are passed over.</summary>
    public IReadOnlyList<string> SkipDimensions { get; init; } = [];

    /// <summary>Whether sizes (and checksums, where configured) of files are recorded.</summary>
    public bool RecordValidationInfo { get; init; } = true;

    /// <summary>Hears how far the work is; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>How many datasets or records go together.</summary>
    internal int BatchSize { get; init; } = 5000;
}
