using SkyButler.Dimensions;
using SkyButler.Registry.Datasets.Types;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Checks;

/// <summary>The tables of one group of dimensions that say which datasets are in which collections.</summary>
/// <param name="Group">The dimensions.</param>
/// <param name="Tags">Members of RUN and TAGGED collections.</param>
/// <param name="Calibs">Validity ranges; null where no dataset type of these dimensions is a calibration.</param>
internal sealed record MemberTables(DimensionGroup Group, TableDefinition Tags, TableDefinition? Calibs)
{
    /// <summary>Both tables, as far as they are there.</summary>
    public IEnumerable<TableDefinition> All => Calibs is null ? [Tags] : [Tags, Calibs];

    /// <summary>Those that the database has, whether or not a dataset type is left that uses them.</summary>
    public static async Task<IReadOnlyList<MemberTables>> FindAsync(RegistryContext context, IReadOnlySet<string> tables, CancellationToken cancellationToken)
    {
        const long none = -1;
        // Of a key that nothing has, it asks the database for all.
        var groups = await new DimensionGroupKeys(context).FindAsync([none], cancellationToken).ConfigureAwait(false);
        return
        [
            .. groups.Where(g => tables.Contains(DatasetTables.TagsName(g.Key))).OrderBy(g => g.Key).Select(g => new MemberTables(
                g.Value,
                DatasetTables.Tags(DatasetTables.TagsName(g.Key), g.Value, context.Variant),
                tables.Contains(DatasetTables.CalibsName(g.Key)) ? DatasetTables.Calibs(DatasetTables.CalibsName(g.Key), g.Value, context.Variant) : null)),
        ];
    }
}
