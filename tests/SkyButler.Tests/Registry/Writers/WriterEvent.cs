using System.Globalization;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>What one writer did, and what it was told of it.</summary>
/// <param name="Kind"><c>insert</c>, <c>prepend</c>, <c>extend</c> or <c>remove</c>.</param>
/// <param name="Writer">Which of the writers.</param>
/// <param name="Begin">When it began, on a clock that all processes of the machine share.</param>
/// <param name="End">When it was told.</param>
/// <param name="Outcome"><c>kept</c>, <c>conflict</c>, or the message of another error.</param>
/// <param name="Collection">The run, or the member of the chain.</param>
/// <param name="Datasets">What was to be inserted: place with identifier.</param>
internal sealed record WriterEvent(string Kind, int Writer, long Begin, long End, string Outcome, string Collection, IReadOnlyDictionary<string, Guid> Datasets)
{
    public const string Kept = "kept";
    public const string Conflict = "conflict";

    public bool IsKept => Outcome == Kept;

    public static WriterEvent Parse(string line)
    {
        var parts = line.Split('\t');
        return new(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            long.Parse(parts[3], CultureInfo.InvariantCulture),
            parts[4],
            parts[5],
            parts[6].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => d.Split('=')).ToDictionary(d => d[0], d => Guid.Parse(d[1])));
    }

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind}\t{Writer}\t{Begin}\t{End}\t{Outcome}\t{Collection}\t{string.Join(' ', Datasets.Select(d => $"{d.Key}={d.Value}"))}");
}
