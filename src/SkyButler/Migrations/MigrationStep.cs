namespace SkyButler.Migrations;

/// <summary>One step from a version to the next.</summary>
/// <param name="What">What it changes: <c>universe</c> or <c>datasets</c>.</param>
/// <param name="From">The version before.</param>
/// <param name="To">The version after.</param>
/// <param name="Summary">What it does, in one line.</param>
public sealed record MigrationStep(string What, string From, string To, string Summary);
