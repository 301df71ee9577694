using SkyButler.Migrations.Tables;

namespace SkyButler.Migrations;

/// <summary>What a migration would do, worked out without changing anything.</summary>
public sealed record MigrationPlan
{
    /// <summary>Where the database is.</summary>
    public required string Location { get; init; }

    /// <summary>Steps in order.</summary>
    public required IReadOnlyList<MigrationStep> Steps { get; init; }

    /// <summary>Tables that change, in the order in which they are made; tables that stay as they are aren't listed.</summary>
    public required IReadOnlyList<TableChange> Tables { get; init; }

    /// <summary>Attributes that change, without the universe.</summary>
    public required IReadOnlyList<AttributeChange> Attributes { get; init; }

    /// <summary>Differences of the stored universe, line by line, led by <c>+</c>, <c>-</c> or <c>~</c>.</summary>
    public required IReadOnlyList<string> Universe { get; init; }

    /// <summary>Why it can't be done, a sentence each; empty where it can.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What a person should know, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Tables.Count == 0 && Attributes.Count == 0 && Universe.Count == 0;

    /// <summary>Name of what is done, for the backup: <c>universe-8</c>.</summary>
    internal string Label { get; init; } = "";

    internal IReadOnlyList<TableCopy> Copies { get; init; } = [];

    internal IReadOnlyList<string> Dropped { get; init; } = [];

    internal string UniverseJson { get; init; } = "";
}
