using System.Globalization;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>A column as a VOTable describes it (VOTable 1.4, section 4.1).</summary>
/// <param name="Definition">What it is to a user.</param>
/// <param name="DataType">The name of its type.</param>
/// <param name="TextLength">Characters of each text where several texts of one length stand in a row; 0 otherwise.</param>
/// <param name="Nothing">The text that stands for no value, if one is given.</param>
internal sealed record VoField(ColumnDefinition Definition, string DataType, int TextLength, string? Nothing)
{
    /// <summary>Bytes of an element in binary data; 0 for bits, of which eight share one.</summary>
    public int ElementLength => DataType switch
    {
        "boolean" or "unsignedByte" or "char" => 1,
        "short" or "unicodeChar" => 2,
        "int" or "float" => 4,
        "long" or "double" or "floatComplex" => 8,
        "doubleComplex" => 16,
        _ => 0,
    };

    /// <summary>Number of stored elements in a row; -1 where rows differ.</summary>
    public int StoredCount { get; private init; }

    public bool IsText => Definition.Type == ColumnType.String;

    /// <summary>Makes a field of its attributes.</summary>
    /// <exception cref="TableException">The type isn't one of VOTable's, or the array's size no size.</exception>
    public static VoField Of(ColumnDefinition named, string dataType, string? arraySize, string? nothing, string source)
    {
        var type = dataType switch
        {
            "boolean" or "bit" => ColumnType.Boolean,
            "unsignedByte" => ColumnType.UInt8,
            "short" => ColumnType.Int16,
            "int" => ColumnType.Int32,
            "long" => ColumnType.Int64,
            "char" or "unicodeChar" => ColumnType.String,
            "float" => ColumnType.Float32,
            "double" => ColumnType.Float64,
            "floatComplex" => ColumnType.Complex64,
            "doubleComplex" => ColumnType.Complex128,
            _ => throw new TableException($"{source}: field '{named.Name}' has the datatype '{dataType}', which VOTable doesn't know"),
        };
        var axes = Axes(arraySize, named.Name, source);
        bool isText = type == ColumnType.String;
        bool isOpen = axes is [.., < 0];
        int length = isText && axes.Count > 1 ? axes[0] : 0;
        var shape = (isText ? axes.Skip(1) : axes).Reverse().ToList();
        bool isRagged = isOpen && (!isText || axes.Count > 1);
        return new VoField(named with { Type = type, Shape = isOpen ? [] : shape, IsRagged = isRagged }, dataType, length, nothing)
        {
            StoredCount = isOpen ? -1 : (int)axes.Aggregate(1L, (product, axis) => product * axis),
        };
    }

    // Axes with the first running fastest; the last is negative where it is open.
    private static List<int> Axes(string? arraySize, string name, string source)
    {
        var axes = new List<int>();
        if (string.IsNullOrWhiteSpace(arraySize) || arraySize.Trim() == "1")
            return axes;
        long elements = 1;
        string[] parts = arraySize.Trim().Split('x');
        for (int i = 0; i < parts.Length; i++)
        {
            // 10* is an open axis of at most ten.
            bool isOpen = i == parts.Length - 1 && parts[i].EndsWith('*');
            if (isOpen)
                axes.Add(-1);
            else if (int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int length) && (elements *= length) <= Array.MaxLength)
                axes.Add(length);
            else
                throw new TableException($"{source}: field '{name}' has the arraysize '{arraySize}', which is no size");
        }

        return axes;
    }
}
