using System.Buffers;
using System.Numerics;
using System.Text;
using SkyButler.Imaging.Fits.Tables.Writing;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Writes a column's cells as VOTable has them, with the type that holds them.</summary>
internal abstract class VoCells
{
    /// <summary>VOTable's name of the type.</summary>
    public required string DataType { get; init; }

    /// <summary>The size of the array in a row; null where there is one element.</summary>
    public string? ArraySize { get; init; }

    /// <summary>The number that stands for no value; null where none is needed.</summary>
    public long? Nothing { get; init; }

    /// <summary>Whether a row has no value at all.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>A cell as text.</summary>
    public abstract string Text(int row);

    /// <summary>Writes a cell as bytes; arrays of open size behind their number of elements.</summary>
    public abstract void Write(int row, IBufferWriter<byte> to);

    /// <summary>Makes the writer for a column.</summary>
    /// <exception cref="TableException">VOTable has no type for it.</exception>
    public static VoCells For(Column column, VotableSerialization serialization) =>
        ColumnTypes.Dispatch(column.Definition.Type, new Making(column, serialization));

    // Unsigned numbers, of which VOTable has bytes only, get a wider type.
    private static string TypeOf(ColumnDefinition column, bool isAscii) => column.Type switch
    {
        ColumnType.Boolean => "boolean",
        ColumnType.UInt8 => "unsignedByte",
        ColumnType.Int8 or ColumnType.Int16 => "short",
        ColumnType.UInt16 or ColumnType.Int32 => "int",
        ColumnType.UInt32 or ColumnType.Int64 or ColumnType.UInt64 => "long",
        ColumnType.Float16 or ColumnType.Float32 => "float",
        ColumnType.Float64 => "double",
        ColumnType.Complex64 => "floatComplex",
        ColumnType.Complex128 => "doubleComplex",
        _ => isAscii ? "char" : "unicodeChar",
    };

    private sealed class Making(Column column, VotableSerialization serialization) : IColumnTypeVisitor<VoCells>
    {
        public VoCells Visit<T>()
        {
            var definition = column.Definition;
            if (column is Column<string> texts)
                return Texts(texts);
            if (definition is { IsRagged: true, Type: ColumnType.String })
                throw new TableException($"Column '{column.Name}' holds several texts a row, differing in number, which VOTable can't");
            bool isSingle = !definition.IsRagged && definition.Shape.Count == 0;
            // A cell is empty, or marked by a bit; an element of an array, and a number in bytes without marks, need a number that says so.
            bool needsNothing = column.HasMask && (!isSingle || serialization == VotableSerialization.Binary);
            return new VoNumberCells<T>(column)
            {
                DataType = TypeOf(definition, true),
                ArraySize = definition.IsRagged ? "*" : isSingle ? null : string.Join('x', definition.Shape.Reverse()),
                Nothing = needsNothing ? NothingOf(column) : null,
            };
        }

        private static long? NothingOf(Column column) => column switch
        {
            Column<byte> or RaggedColumn<byte> => Find<byte>(column),
            Column<short> or RaggedColumn<short> => Find<short>(column),
            Column<int> or RaggedColumn<int> => Find<int>(column),
            Column<long> or RaggedColumn<long> => Find<long>(column),
            // What was widened leaves numbers free.
            Column<sbyte> or RaggedColumn<sbyte> => short.MinValue,
            Column<ushort> or RaggedColumn<ushort> or Column<uint> or RaggedColumn<uint> or Column<ulong> or RaggedColumn<ulong> => -1,
            _ => null,
        };

        private static long Find<T>(Column column)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => long.CreateChecked(MissingNumbers.Find<T>(column));

        private VoTextCells Texts(Column<string> texts)
        {
            bool isAscii = true;
            int longest = 1;
            foreach (string text in texts.Values)
            {
                isAscii &= Ascii.IsValid(text);
                longest = Math.Max(longest, text.Length);
            }

            var shape = texts.Definition.Shape;
            return new VoTextCells(texts, shape.Count == 0 ? 0 : longest, isAscii)
            {
                DataType = TypeOf(texts.Definition, isAscii),
                ArraySize = shape.Count == 0 ? "*" : string.Join('x', shape.Reverse().Prepend(longest)),
            };
        }
    }
}
