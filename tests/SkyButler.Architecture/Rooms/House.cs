using System.Reflection;

namespace SkyButler.Architecture.Rooms;

/// <summary>The rooms of the house from top to bottom; a room may use rooms that stand below it, and only those.</summary>
internal static class House
{
    /// <summary>Top first. A name is a namespace; the two rooms in brackets share the root namespace.</summary>
    public static readonly IReadOnlyList<string> Rooms =
    [
        "SkyButler.CommandLine",
        "SkyButler.Examples.Tasks",
        "SkyButler.Instruments",
        "SkyButler.Pipelines",
        "SkyButler.Descriptions",
        "SkyButler.Explanations",
        "SkyButler.Verification",
        "SkyButler.History",
        "SkyButler.Commands",
        "(facade)",
        "SkyButler.DataIds",
        "SkyButler.Migrations",
        "SkyButler.Curation",
        "SkyButler.Transfers",
        "SkyButler.Datastores",
        "SkyButler.Queries",
        "SkyButler.Registry",
        "SkyButler.Datasets",
        "SkyButler.Dimensions",
        "SkyButler.Configuration",
        "(ground)",
        "SkyButler.Imaging",
        "SkyButler.Parquet",
        "SkyButler.Resources",
        "SkyButler.Resources.Checksums",
        "SkyButler.Geometry",
    ];

    /// <summary>Arrows that point down and are forbidden all the same.</summary>
    public static readonly IReadOnlyList<(string From, string To, string Because)> Forbidden =
    [
        ("SkyButler.Queries", "SkyButler.Resources", "a query answers from the database and touches no file"),
        ("SkyButler.Registry", "SkyButler.Resources", "the registry knows rows, not files"),
        ("SkyButler.Instruments", "SkyButler.Pipelines", "an instrument is described without the tasks that process its data"),
        ("SkyButler.Imaging", "SkyButler.Resources", "images know nothing but FITS and pixels"),
        ("SkyButler.Imaging", "SkyButler.Geometry", "images know nothing but FITS and pixels"),
        ("SkyButler.Imaging", "SkyButler.Parquet", "images know nothing but FITS and pixels"),
        ("SkyButler.Parquet", "SkyButler.Resources", "Parquet files are columns, wherever their bytes come from"),
        ("SkyButler.Parquet", "SkyButler.Geometry", "Parquet files are columns, whatever they hold"),
        ("SkyButler.Resources", "SkyButler.Geometry", "a URI has no place on the sky"),
    ];

    private static readonly string[] Ground = ["ButlerException", "ParallelWork", "ProgressCount", "Suggestions", "WorkProgress"];

    /// <summary>The assemblies that ship.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "SkyButler*.dll")
            .Where(f => !f.EndsWith("SkyButler.Architecture.dll", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom),
    ];

    /// <summary>The room that a type stands in; null for types of others.</summary>
    public static string? RoomOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        var name = type.Namespace ?? "";
        if (name == "SkyButler")
            return Ground.Contains(type.Name) ? "(ground)" : "(facade)";
        return Rooms.Where(r => name == r || name.StartsWith(r + ".", StringComparison.Ordinal)).MaxBy(r => r.Length);
    }

    /// <summary>Every use of a type by a type of another room, from the compiled code.</summary>
    public static IReadOnlyList<(Type From, Type To)> Uses()
    {
        var uses = new List<(Type, Type)>();
        foreach (var type in Assemblies.SelectMany(a => a.GetTypes()))
            foreach (var used in TypeUses.Of(type))
                if (RoomOf(type) is { } from && RoomOf(used) is { } to && from != to)
                    uses.Add((type, used));
        return uses;
    }
}
