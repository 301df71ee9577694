namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Takes the cells of one column of a text file: single values, or arrays in the notation of JSON.</summary>
internal sealed class CellBuilder(ColumnDefinition definition)
{
    private readonly ValueBuilder _values = ValueBuilder.For(definition.Type);
    private readonly List<int> _starts = [0];
    private readonly bool _isArray = definition.IsRagged || definition.Shape.Count > 0;
    private readonly int _elementsPerRow = definition.ElementsPerRow;

    public ColumnDefinition Definition => definition;

    /// <summary>Bytes that a row takes whatever its cell holds: an empty cell, too, is an array of the column's shape.</summary>
    public long BytesPerRow => (long)_elementsPerRow * _values.BytesPerElement;

    /// <summary>Adds a cell.</summary>
    /// <returns>Whether it is one of the column's type and shape.</returns>
    public bool TryAdd(ReadOnlySpan<char> cell)
    {
        if (!_isArray)
        {
            if (!cell.IsEmpty && _values.TryAdd(cell))
                return true;
            if (!cell.IsEmpty)
                return false;
            _values.AddMissing();
            return true;
        }

        int before = _values.Count;
        if (!cell.IsEmpty && !JsonArray.TryAdd(cell, _values))
            return false;
        if (definition.IsRagged)
            _starts.Add(_values.Count);
        else if (cell.IsEmpty)
            AddMissing(_elementsPerRow);
        return definition.IsRagged || _values.Count - before == _elementsPerRow;
    }

    public Column ToColumn(int rowCount) =>
        Definition.IsRagged ? _values.ToRagged(definition, [.. _starts]) : _values.ToColumn(definition, rowCount);

    private void AddMissing(int count)
    {
        for (int i = 0; i < count; i++)
            _values.AddMissing();
    }
}
