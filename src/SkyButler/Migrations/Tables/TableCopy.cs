using SkyButler.Migrations.Tables.Fills;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Tables;

/// <summary>A table that is made anew.</summary>
/// <param name="Table">Its definition.</param>
/// <param name="Replaces">Whether there is one of that name.</param>
/// <param name="Fills">What its rows come from, in order; none for an empty one.</param>
/// <param name="Additions">Statements of its owner, to be run again.</param>
internal sealed record TableCopy(TableDefinition Table, bool Replaces, IReadOnlyList<ITableFill> Fills, IReadOnlyList<string> Additions);
