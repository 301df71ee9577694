using System.Globalization;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Resources;

namespace SkyButler.Instruments.Calibrations;

/// <summary>Reads one type's folder of a data package: <c>[detector/][filter/]DATE.ecsv</c> (or <c>.yaml</c>, <c>.json</c>).</summary>
/// <param name="detectors">Numbers of detectors by their names in lower case.</param>
/// <param name="filters">Filters by their names in lower case, blanks as <c>_</c>.</param>
internal sealed class CuratedFolder(IReadOnlyDictionary<string, long> detectors, IReadOnlyDictionary<string, string> filters)
{
    private static readonly string[] Extensions = [".ecsv", ".yaml", ".json"];

    /// <summary>The files, with what they say of themselves checked against where they lie.</summary>
    /// <exception cref="InstrumentException">There is no file, a folder stands for nothing that is registered, or a file says otherwise of itself.</exception>
    public async Task<IReadOnlyList<CuratedFile>> ReadAsync(CuratedType type, string folder, CancellationToken cancellationToken)
    {
        var files = new List<CuratedFile>();
        foreach (var (place, detector) in type.HasDetector ? Subfolders(folder).Select(place => (place, (long?)Find(detectors, place, "detector"))) : [(folder, (long?)null)])
        {
            foreach (var (inner, filter) in type.HasFilter ? Subfolders(place).Select(path => (path, (string?)Find(filters, path, "physical_filter"))) : [(place, (string?)null)])
            {
                foreach (var path in Directory.EnumerateFiles(inner).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal))
                    files.Add(await ReadAsync(type, path, detector, filter, Path.GetFileName(Path.GetDirectoryName(folder)!), cancellationToken));
            }
        }

        return files.Count > 0 ? files : throw new InstrumentException($"{folder} holds no {string.Join(", ", Extensions)} file where {type.Name} lie ({string.Join('/', type.Dimensions.Skip(1).Append("DATE.ecsv"))}).");
    }

    private static IEnumerable<string> Subfolders(string folder) => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);

    private static T Find<T>(IReadOnlyDictionary<string, T> known, string folder, string dimension) => known.TryGetValue(Path.GetFileName(folder), out var value)
        ? value
        : throw new InstrumentException($"{folder} stands for no {dimension} that is registered.{Suggestions.For(Path.GetFileName(folder), known.Keys)}");

    private static async Task<CuratedFile> ReadAsync(CuratedType type, string path, long? detector, string? filter, string instrument, CancellationToken cancellationToken)
    {
        var begin = CuratedDates.Parse(Path.GetFileNameWithoutExtension(path))
            ?? throw new InstrumentException($"{path}: the file's name is no date, such as 2018-05-03 or 20180503T000000.");
        var (metadata, table) = await MetadataAsync(path, cancellationToken);
        Check("INSTRUME", instrument);
        Check("OBSTYPE", type.Name);
        Check("DETECTOR", detector?.ToString(CultureInfo.InvariantCulture));
        Check("FILTER", filter);
        var made = metadata.GetValueOrDefault("CALIBDATE") is { } date
            ? CuratedDates.Parse(date) ?? throw new InstrumentException($"{path}: CALIBDATE '{date}' is no date.")
            : throw new InstrumentException($"{path}: the metadata has no CALIBDATE, which names the run.");
        return new(path, detector, filter, begin, made, table);

        void Check(string key, string? expected)
        {
            var found = metadata.GetValueOrDefault(key);
            if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
                throw new InstrumentException($"{path}: {key} in the metadata is {found ?? "absent"}, but by the file's place it is {expected ?? "absent"}.");
        }
    }

    private static async Task<(Dictionary<string, string> Metadata, Imaging.Tables.Table? Table)> MetadataAsync(string path, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Path.GetExtension(path) == ".ecsv")
        {
            try
            {
                var table = await TableFile.ReadAsync(path, null, cancellationToken);
                foreach (var (key, value) in table.Metadata)
                    if (value is not null)
                        metadata[key] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                return (metadata, table);
            }
            catch (ImagingException e)
            {
                throw new InstrumentException(e.Message, e);
            }
        }

        var root = (await new ConfigLoader().LoadAsync(ResourcePath.FromLocalPath(path), cancellationToken)).Root;
        foreach (var mapping in root.TryGet("metadata", out var inner) && inner is ConfigMapping own ? (ConfigMapping[])[root, own] : [root])
            foreach (var (key, value) in mapping.Entries)
                if (value is ConfigScalar { Value: not null } scalar)
                    metadata[key.ToString()] = scalar.Text ?? scalar.ToString();
        return (metadata, null);
    }
}
