using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Numbers and truth values.</summary>
internal sealed class VoNumberCells<T>(Column column) : VoCells
{
    private readonly Column<T>? _column = column as Column<T>;
    private readonly RaggedColumn<T>? _ragged = column as RaggedColumn<T>;
    private readonly int _each = column.Definition.ElementsPerRow;

    // An array of open size that is marked would lose its length: its elements say that they are missing.
    public override bool IsMissing(int row)
    {
        var mask = MaskOf(row);
        return _ragged is null && !mask.IsEmpty && !mask.Contains(false);
    }

    public override string Text(int row)
    {
        if (ArraySize is null && IsMissing(row))
            return "";
        var values = ValuesOf(row);
        var mask = MaskOf(row);
        if (values.Length == 1)
            return Text(values[0], IsAt(mask, 0));
        var text = new StringBuilder();
        for (int i = 0; i < values.Length; i++)
            text.Append(i > 0 ? " " : "").Append(Text(values[i], IsAt(mask, i)));
        return text.ToString();
    }

    public override void Write(int row, IBufferWriter<byte> to)
    {
        var values = ValuesOf(row);
        var mask = MaskOf(row);
        if (_ragged is not null)
            Put(to, values.Length, BinaryPrimitives.WriteInt32BigEndian);
        for (int i = 0; i < values.Length; i++)
            Write(values[i], IsAt(mask, i), to);
    }

    private ReadOnlySpan<T> ValuesOf(int row) => _ragged is null ? _column![row] : _ragged[row];

    private ReadOnlySpan<bool> MaskOf(int row) => !column.HasMask ? [] : _ragged is null
        ? column.Mask.Slice(row * _each, _each)
        : column.Mask[_ragged.Starts[row].._ragged.Starts[row + 1]];

    private static bool IsAt(ReadOnlySpan<bool> mask, int place) => !mask.IsEmpty && mask[place];

    private string Text(T value, bool isMissing) => value switch
    {
        bool when isMissing => "?",
        bool flag => flag ? "T" : "F",
        double or float or Half when isMissing => "NaN",
        Complex or ComplexSingle when isMissing => "NaN NaN",
        double real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
        float real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
        Half real => Real((double)real, ((float)real).ToString("R", CultureInfo.InvariantCulture)),
        Complex pair => Real(pair.Real, pair.Real.ToString("R", CultureInfo.InvariantCulture)) + " " + Real(pair.Imaginary, pair.Imaginary.ToString("R", CultureInfo.InvariantCulture)),
        ComplexSingle pair => Real(pair.Real, pair.Real.ToString("R", CultureInfo.InvariantCulture)) + " " + Real(pair.Imaginary, pair.Imaginary.ToString("R", CultureInfo.InvariantCulture)),
        _ when isMissing => Nothing?.ToString(CultureInfo.InvariantCulture) ?? "",
        ulong large => Large(large).ToString(CultureInfo.InvariantCulture),
        IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Real(double real, string text) =>
        double.IsNaN(real) ? "NaN" : double.IsInfinity(real) ? (real > 0 ? "+Inf" : "-Inf") : text;

    // What a missing number holds means nothing: a bit or another number tells of it.
    private void Write(T value, bool isMissing, IBufferWriter<byte> to)
    {
        long nothing = Nothing ?? 0;
        switch (value)
        {
            case bool flag:
                to.Write([isMissing ? (byte)'?' : flag ? (byte)'T' : (byte)'F']);
                break;
            case byte number:
                to.Write([isMissing ? (byte)nothing : number]);
                break;
            case sbyte number:
                Put(to, isMissing ? (short)nothing : number, BinaryPrimitives.WriteInt16BigEndian);
                break;
            case short number:
                Put(to, isMissing ? (short)nothing : number, BinaryPrimitives.WriteInt16BigEndian);
                break;
            case ushort number:
                Put(to, isMissing ? (int)nothing : number, BinaryPrimitives.WriteInt32BigEndian);
                break;
            case int number:
                Put(to, isMissing ? (int)nothing : number, BinaryPrimitives.WriteInt32BigEndian);
                break;
            case uint number:
                Put(to, isMissing ? nothing : number, BinaryPrimitives.WriteInt64BigEndian);
                break;
            case long number:
                Put(to, isMissing ? nothing : number, BinaryPrimitives.WriteInt64BigEndian);
                break;
            case ulong number:
                Put(to, isMissing ? nothing : Large(number), BinaryPrimitives.WriteInt64BigEndian);
                break;
            case Half real:
                Put(to, isMissing ? float.NaN : (float)real, BinaryPrimitives.WriteSingleBigEndian);
                break;
            case float real:
                Put(to, isMissing ? float.NaN : real, BinaryPrimitives.WriteSingleBigEndian);
                break;
            case double real:
                Put(to, isMissing ? double.NaN : real, BinaryPrimitives.WriteDoubleBigEndian);
                break;
            case ComplexSingle pair:
                Put(to, isMissing ? float.NaN : pair.Real, BinaryPrimitives.WriteSingleBigEndian);
                Put(to, isMissing ? float.NaN : pair.Imaginary, BinaryPrimitives.WriteSingleBigEndian);
                break;
            case Complex pair:
                Put(to, isMissing ? double.NaN : pair.Real, BinaryPrimitives.WriteDoubleBigEndian);
                Put(to, isMissing ? double.NaN : pair.Imaginary, BinaryPrimitives.WriteDoubleBigEndian);
                break;
            default:
                throw new TableException($"Column '{column.Name}' of {column.Definition.TypeText} can't be written as bytes");
        }
    }

    private long Large(ulong value) => value <= long.MaxValue ? (long)value
        : throw new TableException($"Column '{column.Name}' holds {value}, but whole numbers of VOTable reach {long.MaxValue} only");

    private delegate void Putting<in TNumber>(Span<byte> bytes, TNumber number);

    private static void Put<TNumber>(IBufferWriter<byte> to, TNumber number, Putting<TNumber> put)
        where TNumber : unmanaged
    {
        int size = System.Runtime.CompilerServices.Unsafe.SizeOf<TNumber>();
        put(to.GetSpan(size), number);
        to.Advance(size);
    }
}
