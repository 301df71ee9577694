namespace SkyButler.Migrations;

/// <summary>What a repository's database says of its own making, and what it could become.</summary>
public sealed record RepositoryVersions
{
    /// <summary>Parts of the registry with their versions.</summary>
    public required IReadOnlyList<ManagerState> Managers { get; init; }

    /// <summary>Namespace of the universe.</summary>
    public required string Namespace { get; init; }

    /// <summary>Version of the universe.</summary>
    public required int Universe { get; init; }

    /// <summary>True where the universe is one of the published ones, but for documentation.</summary>
    public required bool IsStandard { get; init; }

    /// <summary>Steps that can be taken, in order.</summary>
    public required IReadOnlyList<MigrationStep> Steps { get; init; }
}
