using Microsoft.Extensions.Logging;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Gen2;

/// <summary>What of a repository of the second generation is converted, and how.</summary>
public sealed record Gen2Options
{
    /// <summary>The folder of the repository.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of calibrations, in the root unless it is absolute; null for <c>CALIB</c>, where that is.</summary>
    public string? Calibrations { get; init; }

    /// <summary>Reruns, by their folders in the root, such as <c>rerun/shared/x</c>; their parents come too.</summary>
    public IReadOnlyList<string> Reruns { get; init; } = [];

    /// <summary>The name that the sky map of coadds gets.</summary>
    public string? SkyMapName { get; init; }

    /// <summary>The sky map of coadds; null where it is read from <c>skyMap.pickle</c> of the reruns.</summary>
    public SkyMap? SkyMap { get; init; }

    /// <summary>The instrument, by name, class name or file; null for the one that the repository's mapper stands for.</summary>
    public string? Instrument { get; init; }

    /// <summary>Policy files that say which files hold what, over what ships.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The data package of curated calibrations; null where these are left out.</summary>
    public string? DataPackage { get; init; }

    /// <summary>How files get to where the datastore wants them.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Takes what was not understood, and how far the work is.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Shows how far the work is; null where nobody wants to know.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
