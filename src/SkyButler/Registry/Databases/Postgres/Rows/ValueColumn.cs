using NpgsqlTypes;
using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>A column of values, with what makes one of each kind of value that it takes.</summary>
internal sealed class ValueColumn<T>(
    NpgsqlDbType type,
    Func<long, T>? number = null, Func<double, T>? real = null, Func<string, T>? text = null, Func<Guid, T>? id = null, Func<Timespan, T>? timespan = null) : ArrayColumn
    where T : struct
{
    private readonly List<T> values = [];
    private readonly List<int> nulls = [];

    public override NpgsqlDbType Type => type;

    public override void Add(long value) => values.Add((number ?? throw Wrong("an integer"))(value));

    public override void Add(double value) => values.Add((real ?? throw Wrong("a real number"))(value));

    public override void Add(string value) => values.Add((text ?? throw Wrong("text"))(value));

    public override void Add(Guid value) => values.Add((id ?? throw Wrong("an identifier"))(value));

    public override void Add(Timespan value) => values.Add((timespan ?? throw Wrong("a timespan"))(value));

    public override void AddNull()
    {
        nulls.Add(values.Count);
        values.Add(default);
    }

    public override Array ToArray()
    {
        if (nulls.Count == 0)
            return values.ToArray();
        var array = new T?[values.Count];
        for (var i = 0; i < array.Length; i++)
            array[i] = values[i];
        foreach (var i in nulls)
            array[i] = null;
        return array;
    }

    public override void Clear()
    {
        values.Clear();
        nulls.Clear();
    }

    private InvalidCastException Wrong(string given) => new($"A column of type {type} does not hold {given}.");
}
