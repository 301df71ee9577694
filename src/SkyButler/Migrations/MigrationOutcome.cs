namespace SkyButler.Migrations;

/// <summary>What a migration did.</summary>
/// <param name="Plan">The plan that was carried out.</param>
/// <param name="Backup">The copy that was made before; null where none was.</param>
public sealed record MigrationOutcome(MigrationPlan Plan, string? Backup);
