using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Repositories;

/// <summary>How datasets come from one repository into another.</summary>
public sealed record TransferRequest
{
    /// <summary>How files come.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Whether dataset types that are not registered are.</summary>
    public bool RegisterDatasetTypes { get; init; }

    /// <summary>Whether dimension records that are missing come along.</summary>
    public bool TransferDimensions { get; init; } = true;

    /// <summary>Whether datasets that the source has no file of are registered; otherwise they are left out.</summary>
    public bool IncludeUnstored { get; init; }

    /// <summary>Only look; nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Hears how far the work is; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Refuses what can't be, before anything is made for it.</summary>
    /// <exception cref="TransferException">Files can't travel so.</exception>
    public void RequirePossible()
    {
        if (Transfer is TransferMode.Direct or TransferMode.Split or TransferMode.Move or TransferMode.None)
            throw new TransferException($"Datasets can't be transferred by '{Transfer.ToName()}', as their files stay in the source; use copy or a link.");
    }

    /// <summary>How many datasets or records go together.</summary>
    internal int BatchSize { get; init; } = 5000;
}
