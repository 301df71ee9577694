namespace SkyButler.Migrations.Tables;

/// <summary>The tables of the dataset types that share a group of dimensions.</summary>
/// <param name="Tags">Table of membership in RUN and TAGGED collections.</param>
/// <param name="Calibs">Table of validity ranges; null where none of the types is a calibration.</param>
/// <param name="Dimensions">Names of the group's required dimensions.</param>
/// <param name="DatasetTypes">Names of the dataset types.</param>
internal sealed record AssociationTables(string Tags, string? Calibs, IReadOnlyList<string> Dimensions, IReadOnlyList<string> DatasetTypes);
