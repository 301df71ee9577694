using System.Runtime.CompilerServices;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Makes a column of one type.</summary>
internal sealed class ValueBuilder<T>(ParseValue<T> parse) : ValueBuilder
{
    private readonly T _nothing = ValueParsers.Nothing<T>();
    private T[] _values = new T[16];
    private bool[]? _mask;
    private int _count;

    public override int Count => _count;

    public override int BytesPerElement => Unsafe.SizeOf<T>() + sizeof(bool);

    public override bool TryAdd(ReadOnlySpan<char> text)
    {
        // Texts repeat from row to row; equal ones are one object.
        if (typeof(T) == typeof(string) && _count > 0 && text.SequenceEqual((string)(object)_values[_count - 1]!))
        {
            Add(_values[_count - 1]);
            return true;
        }

        if (!parse(text, out var value))
            return false;
        Add(value);
        return true;
    }

    public override void AddMissing()
    {
        Add(_nothing);
        _mask ??= new bool[_values.Length];
        _mask[_count - 1] = true;
    }

    public void Add(T value)
    {
        if (_count == _values.Length)
        {
            if (_count == Array.MaxLength)
                throw new TableException($"A column has more than {Array.MaxLength} elements: read fewer rows at once");
            int length = (int)Math.Min(Array.MaxLength, Math.Max(16, _values.Length * 2L));
            Array.Resize(ref _values, length);
            if (_mask is not null)
                Array.Resize(ref _mask, length);
        }

        _values[_count++] = value;
    }

    public override Column ToColumn(ColumnDefinition definition, int rowCount) =>
        new Column<T>(definition, Values, Missing, rowCount);

    public override Column ToRagged(ColumnDefinition definition, int[] starts) =>
        new RaggedColumn<T>(definition, Values, starts, Missing);

    private ReadOnlyMemory<T> Values => _values.AsMemory(0, _count);

    private ReadOnlyMemory<bool> Missing => _mask is null ? default : _mask.AsMemory(0, _count);
}
