using System.Globalization;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>Data IDs as they are typed.</summary>
internal static class DataIdArguments
{
    /// <summary>The option that gives them.</summary>
    public static readonly ListOption Option = new("--data-id")
    {
        Metavar = "KEY=VALUE ...",
        Help = "Value of a dimension; names stand for numbers where records have them, such as detector=S00.",
    };

    /// <summary>Reads values; those of dimensions that have integers become integers where they look like them.</summary>
    public static DataId Read(CommandValues values, DimensionUniverse universe) => Read(values[Option], universe);

    /// <summary>The same with one <c>KEY=VALUE</c> in the place of what is given for its key.</summary>
    public static DataId Read(CommandValues values, DimensionUniverse universe, string? replacing) => replacing is null
        ? Read(values, universe)
        : Read([.. values[Option].Where(text => !text.StartsWith(replacing[..(replacing.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparison.Ordinal)), replacing], universe);

    /// <summary>Reads values of the form <c>KEY=VALUE</c> in the same way.</summary>
    public static DataId Read(IReadOnlyList<string> texts, DimensionUniverse universe)
    {
        var dataId = new DataId();
        foreach (var (key, text) in KeyValues.Read(Option, texts))
        {
            var isInteger = universe.TryGet(key, out var element) && element.PrimaryKey?.Type == ColumnType.Int;
            dataId[key] = isInteger && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;
        }

        return dataId;
    }
}
