using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Takes in reference catalogues: a folder each, with a configuration that says how fine its HTM pixels are, and a file for each pixel.</summary>
internal sealed partial class Gen2ReferenceCatalogs(Gen2Ingest ingest, Gen2Notes notes)
{
    private const string Folder = "ref_cats";
    private const string Configuration = "config.py";
    private const int Level = 7;

    /// <summary>Takes in those of a root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> ConvertAsync(string root, string run, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder))
            return false;
        var any = false;
        foreach (var catalog in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (await LevelAsync(catalog, cancellationToken) is not Level)
                continue;
            var type = new Gen2DatasetType(Path.GetFileName(catalog), Gen2Section.Datasets, "%(pixel_id)d.fits", "SimpleCatalog", "SimpleCatalog", []);
            var element = new PathElement(type.Template);
            foreach (var file in Directory.EnumerateFiles(catalog).Where(file => Path.GetFileName(file) is not (Configuration or "master_schema.fits" or "README.txt")))
            {
                if (element.Match(Path.GetFileName(file), new Dictionary<string, string>()) is { } keys)
                    any |= await ingest.AddAsync(new(file, type, keys), run, cancellationToken) is not null;
                else
                    notes.LeaveOut($"files of the reference catalogue {type.Name} that are of no pixel", file);
            }
        }

        await ingest.FlushAsync(cancellationToken);
        return any;
    }

    private async Task<int?> LevelAsync(string catalog, CancellationToken cancellationToken)
    {
        var file = Path.Combine(catalog, Configuration);
        if (!File.Exists(file))
        {
            notes.LeaveOut("reference catalogues without config.py", catalog);
            return null;
        }

        var depth = Depth().Match(await File.ReadAllTextAsync(file, cancellationToken));
        if (depth.Success && int.TryParse(depth.Groups["level"].Value, CultureInfo.InvariantCulture, out var level) && level == Level)
            return level;
        notes.LeaveOut($"reference catalogues whose pixels are not of level {Level} of HTM", file);
        return null;
    }

    [GeneratedRegex(@"^\s*(?:root|config)\.[^#\n]*HTM['""]\s*\]\.depth\s*=\s*(?<level>\d+)\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Depth();
}
