namespace SkyButler.Migrations.Tables.Fills;

/// <summary>What filling a table will come to.</summary>
internal sealed record FillForecast(long Rows, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings);
