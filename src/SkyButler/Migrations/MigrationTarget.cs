namespace SkyButler.Migrations;

/// <summary>What a repository shall become. What is not named goes to the newest version that is known here.</summary>
public sealed record MigrationTarget
{
    /// <summary>Version of the universe, of the namespace that the repository has; null for the newest.</summary>
    public int? Universe { get; init; }

    /// <summary>A YAML or JSON file with the whole universe, in place of <see cref="Universe"/>.</summary>
    public string? DimensionConfig { get; init; }

    /// <summary>Version of the dataset tables, such as <c>2.0.0</c>; null for the newest.</summary>
    public string? Datasets { get; init; }

    /// <summary>Whether exposures hold simulated content, for universes that begin to say so; null where it is not known.</summary>
    public bool? HasSimulated { get; init; }

    /// <summary>For each instrument, how many hours after midnight TAI its observing day begins, where that is not known here.</summary>
    public IReadOnlyDictionary<string, double> DayOffsets { get; init; } = new Dictionary<string, double>();
}
