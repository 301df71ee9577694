using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Texts: one of any length a row, or several that are filled up with blanks to the length of the longest.</summary>
/// <param name="column">The texts.</param>
/// <param name="width">Characters of each of several texts; 0 where there is one a row.</param>
/// <param name="isAscii">Whether a character takes one byte; otherwise two.</param>
internal sealed class VoTextCells(Column<string> column, int width, bool isAscii) : VoCells
{
    private readonly int _each = column.Definition.ElementsPerRow;

    public override bool IsMissing(int row) => column.HasMask && !column.Mask.Slice(row * _each, _each).Contains(false);

    public override string Text(int row) => width == 0
        ? Element(row)
        : string.Concat(Enumerable.Range(row * _each, _each).Select(place => Element(place).PadRight(width)));

    public override void Write(int row, IBufferWriter<byte> to)
    {
        string text = Text(row);
        if (width == 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(sizeof(int)), text.Length);
            to.Advance(sizeof(int));
        }

        (isAscii ? Encoding.ASCII : Encoding.BigEndianUnicode).GetBytes(text, to);
    }

    private string Element(int place) => column.HasMask && column.Mask[place] ? "" : column.Values[place];
}
