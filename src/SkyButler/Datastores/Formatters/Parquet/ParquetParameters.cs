using System.Collections;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>What parameters choose of a Parquet file.</summary>
internal static class ParquetParameters
{
    public const string Columns = "columns";
    public const string Filters = "filters";
    public const string StripAstropyYaml = "strip_astropy_meta_yaml";
    private const string Hidden = "__";

    /// <summary>Whether a column is one that pandas made for its index, which users don't see.</summary>
    public static bool IsVisible(string column) => !column.StartsWith(Hidden, StringComparison.Ordinal);

    /// <summary>The columns that the parameter names, each once, in its order; null where it isn't given.</summary>
    /// <exception cref="TableException">A name or pattern fits no column.</exception>
    /// <exception cref="DatastoreException">The parameter is of another kind.</exception>
    public static IReadOnlyList<string>? ChooseColumns(FormatterRequest request, IReadOnlyList<string> names, PandasMetadata? pandas)
    {
        if (request.Parameters.GetValueOrDefault(Columns) is not { } wanted)
            return null;
        var visible = names.Where(IsVisible).ToList();
        IEnumerable<string> patterns = wanted switch
        {
            string one => [one],
            IDictionary levels => ByLevel(levels, visible, pandas),
            IEnumerable many => many.Cast<object?>().Select(item => item switch
            {
                string text => text,
                IEnumerable<string> tuple => PythonTuples.Write(tuple),
                IEnumerable<object?> tuple when tuple.All(i => i is string) => PythonTuples.Write(tuple.Cast<string>()),
                _ => throw Unfit(item),
            }),
            _ => throw Unfit(wanted),
        };
        return new TableSchema([.. visible.Select(n => new ColumnDefinition(n, ColumnType.String))]).Select([.. patterns]).Names;
    }

    /// <summary>Whether astropy's metadata of the table are to be passed over, as they are unless somebody asks for them.</summary>
    public static bool Strips(FormatterRequest request) => request.Parameters.GetValueOrDefault(StripAstropyYaml) switch
    {
        null => true,
        bool given => given,
        var other => throw new DatastoreException($"The parameter '{StripAstropyYaml}' is true or false, not {other.GetType().Name}."),
    };

    // A level that isn't named takes all of its names.
    private static List<string> ByLevel(IDictionary wanted, List<string> names, PandasMetadata? pandas)
    {
        if (pandas is not { Levels.Count: > 1 })
            throw new DatastoreException($"The parameter '{Columns}' is a dictionary, but the table's columns have names on one level; give names or patterns.");
        var levels = pandas.Levels.Select((name, i) => name ?? i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        foreach (var key in wanted.Keys)
            if (key is not string level || !levels.Contains(level, StringComparer.Ordinal))
                throw new DatastoreException($"The names of the table's columns have no level '{key}'; there are {string.Join(", ", levels)}.{Suggestions.For($"{key}", levels)}");
        var choices = levels.ConvertAll(level => !wanted.Contains(level) ? null : wanted[level] switch
        {
            string one => (List<string>)[one],
            IEnumerable many when many.Cast<object?>().All(i => i is string) => [.. many.Cast<string>()],
            var other => throw Unfit(other),
        });
        var split = names.Select(n => (Name: n, Levels: PythonTuples.Read(n))).Where(n => n.Levels?.Count == levels.Count).ToList();
        for (var i = 0; i < choices.Count; i++)
            foreach (var choice in choices[i] ?? [])
                if (!split.Exists(n => n.Levels![i] == choice))
                    throw new TableException($"The table has no column '{choice}' on the level '{levels[i]}'.{Suggestions.For(choice, split.Select(n => n.Levels![i]).Distinct(StringComparer.Ordinal))}");
        return [.. split.Where(n => n.Levels!.Zip(choices).All(pair => pair.Second is null || pair.Second.Contains(pair.First))).Select(n => n.Name)];
    }

    private static DatastoreException Unfit(object? given) => new(
        $"The parameter '{Columns}' takes a name or pattern, or a list of them (of columns with names on several levels also lists of names, or a dictionary by level), not {given?.GetType().Name ?? "nothing"}.");
}
