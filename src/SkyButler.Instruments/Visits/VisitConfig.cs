using System.Globalization;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Instruments.Visits;

/// <summary>How visits are defined, in the original's terms (<c>config.groupExposures</c>, <c>config.computeVisitRegions["single-raw-wcs"].padding</c>).</summary>
public sealed record VisitConfig
{
    private const string RegionKind = "single-raw-wcs";
    private static readonly string[] Groupings = ["one-to-one", "by-group-metadata", "one-to-one-and-by-counter"];

    private static readonly string[] Fields =
    [
        "groupExposures", "computeVisitRegions", "computeVisitRegions['single-raw-wcs'].padding", "computeVisitRegions['single-raw-wcs'].mergeExposures",
        "computeVisitRegions['single-raw-wcs'].detectorId", "computeVisitRegions['single-raw-wcs'].requireVersionedCamera",
        "ignoreNonScienceExposures", "updateObsCoreTable",
    ];

    /// <summary>How exposures are joined; null for what the instrument says, one to one if that says nothing.</summary>
    public VisitGrouping? Grouping { get; init; }

    /// <summary>Pixels that detectors' regions have more on every side.</summary>
    public int Padding { get; init; } = 250;

    /// <summary>Whether a visit's region holds those of all its exposures, not of the first alone.</summary>
    public bool MergesExposures { get; init; }

    /// <summary>Whether the camera must be a dataset of the collections.</summary>
    public bool RequiresVersionedCamera { get; init; }

    /// <summary>Whether exposures that saw no sky are passed over; else they are an error.</summary>
    public bool IgnoresOthers { get; init; } = true;

    /// <summary>The configuration with an override file applied.</summary>
    /// <param name="text">Its text: assignments to <c>config.</c>.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <exception cref="Configuration.ConfigException">A statement is not understood.</exception>
    /// <exception cref="VisitException">There is no such field, or a value is none for it.</exception>
    public VisitConfig WithFile(string text, string source) => OverrideStatements.Read(text, source).Assignments
        .Aggregate(this, (config, a) => config.With(a.Path, a.Value, string.Create(CultureInfo.InvariantCulture, $"{source}:{a.Line}")));

    /// <summary>The configuration with one override of a command line applied: <c>name=value</c>.</summary>
    /// <exception cref="VisitException">It is none, there is no such field, or the value is none for it.</exception>
    public VisitConfig WithOverride(string text)
    {
        var option = OverrideAssignment.FromOption(text) ?? throw new VisitException($"'{text}' is no override; write name=value, such as groupExposures=one-to-one.");
        return With(option.Path, option.Value, "command line");
    }

    private VisitConfig With(string path, object? value, string where)
    {
        var field = path.Replace('"', '\'').Replace("computeVisitRegions.active.", $"computeVisitRegions['{RegionKind}'].", StringComparison.Ordinal);
        field = field.EndsWith(".name", StringComparison.Ordinal) ? field[..^".name".Length] : field;
        return (Array.IndexOf(Fields, field), value) switch
        {
            (0, string name) when Array.IndexOf(Groupings, name) is var grouping and >= 0 => this with { Grouping = (VisitGrouping)grouping },
            (0, _) => throw Bad($"one of {string.Join(", ", Groupings)}"),
            (1, RegionKind) => this,
            (1, _) => throw Bad($"'{RegionKind}'"),
            (2, >= 0L and <= 1_000_000L) => this with { Padding = (int)(long)value! },
            (2, _) => throw Bad("a number of pixels"),
            (3, bool merges) => this with { MergesExposures = merges },
            // The detector on which the original begins makes no difference here.
            (4, null or long) => this,
            (4, _) => throw Bad("the number of a detector"),
            (5, bool requires) => this with { RequiresVersionedCamera = requires },
            (6, bool ignores) => this with { IgnoresOthers = ignores },
            (7, bool) => this,
            ( >= 3, _) => throw Bad("True or False"),
            _ => throw new VisitException($"{where}: There is no field '{path}'; fields are {string.Join(", ", Fields)}.{Suggestions.For(field, Fields)}"),
        };

        VisitException Bad(string wanted) => new($"{where}: '{path}' takes {wanted}, not {PythonText.Repr(value)}.{Suggestions.For(value as string ?? "", Groupings)}");
    }
}
