namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>Names of runs, each kept once and known by a number.</summary>
internal sealed class RunNames
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    /// <summary>All names, by number.</summary>
    public IReadOnlyList<string> All => names;

    public string this[int number] => names[number];

    public int Number(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
        {
            number = names.Count;
            numbers.Add(name, number);
            names.Add(name);
        }

        return number;
    }
}
