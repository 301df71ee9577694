using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Makes a column of cells, whether they come as text or as bytes.</summary>
internal sealed class VoColumn(VoField told)
{
    private readonly ValueBuilder _values = ValueBuilder.For(told.Definition.Type);
    private readonly List<int> _starts = [0];
    private readonly int _elementsPerRow = told.Definition.ElementsPerRow;

    public VoField Field { get; } = told;

    public ValueBuilder Values => _values;

    /// <summary>Bytes that a row takes whatever its cell holds: an empty cell, too, is an array of the field's size.</summary>
    public long BytesPerRow => (long)_elementsPerRow * _values.BytesPerElement;

    /// <summary>Ends a cell, which must hold as many elements as the field says; missing ones are filled in where it holds none.</summary>
    /// <returns>Whether it did.</returns>
    public bool EndCell(int elementsBefore)
    {
        int count = _values.Count - elementsBefore;
        if (Field.Definition.IsRagged)
        {
            _starts.Add(_values.Count);
            return true;
        }

        if (count == 0)
        {
            for (int i = 0; i < _elementsPerRow; i++)
                _values.AddMissing();
            return true;
        }

        return count == _elementsPerRow;
    }

    public Column ToColumn(int rowCount) => Field.Definition.IsRagged
        ? _values.ToRagged(Field.Definition, [.. _starts])
        : _values.ToColumn(Field.Definition, rowCount);
}
