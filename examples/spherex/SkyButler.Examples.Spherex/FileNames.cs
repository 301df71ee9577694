using System.Text.RegularExpressions;
using SkyButler.Datasets;
using SkyButler.Transfers.Tables;

namespace SkyButler.Examples.Spherex;

/// <summary>File names that hold values of dimensions, as a regular expression with named groups says.</summary>
internal sealed class FileNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Regex regex;
    private readonly IReadOnlyList<string> dimensions;

    private FileNames(Regex regex, IReadOnlyList<string> dimensions) => (this.regex, this.dimensions) = (regex, dimensions);

    /// <summary>Reads the expression.</summary>
    /// <exception cref="ButlerException">It is none, or names no dimension of the type.</exception>
    public static FileNames Of(string expression, DatasetType type)
    {
        try
        {
            var regex = new Regex($"^(?:{expression})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
            IReadOnlyList<string> dimensions = [.. regex.GetGroupNames().Where(type.Dimensions.Names.Contains)];
            return dimensions.Count > 0 ? new(regex, dimensions) : throw new ButlerException(
                $"The expression '{expression}' has no group with the name of a dimension of '{type.Name}'; write (?<exposure>...), for one of {string.Join(", ", type.Dimensions.Names)}.");
        }
        catch (ArgumentException e)
        {
            throw new ButlerException($"'{expression}' is no regular expression: {e.Message}", e);
        }
    }

    /// <summary>Whether names say the value of a dimension.</summary>
    public bool Has(string dimension) => dimensions.Contains(dimension, StringComparer.Ordinal);

    /// <summary>The files whose names match, with the values.</summary>
    public IngestTable Table(IEnumerable<string> files)
    {
        var rows = new List<IngestTableRow>();
        foreach (var file in files)
            if (regex.Match(Path.GetFileName(file)) is { Success: true } match)
                rows.Add(new(rows.Count + 1, [file, .. dimensions.Select(d => match.Groups[d].Value)]));
        return new IngestTable("file names", ["file", .. dimensions], rows);
    }
}
