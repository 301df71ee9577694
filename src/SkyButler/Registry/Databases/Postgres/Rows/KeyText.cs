using System.Globalization;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>The values of a row as the server writes them in messages.</summary>
internal sealed class KeyText(int width) : IRowWriter
{
    private readonly string?[] values = new string?[width];
    private int next;

    public IReadOnlyList<string?> Values => values;

    public void Begin() => next = 0;

    public void Write(long value) => values[next++] = value.ToString(CultureInfo.InvariantCulture);

    public void Write(double value) => values[next++] = value.ToString("R", CultureInfo.InvariantCulture);

    public void Write(string? value) => values[next++] = value;

    public void Write(Guid value) => values[next++] = value.ToString();

    public void Write(DataIdValue value) => values[next++] = value.ToString();

    public void Write(Timespan? value) => values[next++] = value?.ToString();

    public void WriteNull() => values[next++] = null;

    public void WriteAny(object? value) => values[next++] = value switch
    {
        bool flag => flag ? "t" : "f",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && value is not null ? text : null,
    };
}
