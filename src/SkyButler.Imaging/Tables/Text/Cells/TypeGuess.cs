using System.Globalization;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Finds the narrowest type that takes all texts of a column: whole numbers, real numbers, or texts.</summary>
internal sealed class TypeGuess
{
    private static readonly ParseValue<double> Real = ValueParsers.For<double>();
    private bool _hasWhole = true;
    private bool _hasReal = true;
    private bool _hasAny;

    public ColumnType Type => !_hasAny ? ColumnType.String : _hasWhole ? ColumnType.Int64 : _hasReal ? ColumnType.Float64 : ColumnType.String;

    public void Look(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || (_hasAny && !_hasReal))
            return;
        _hasAny = true;
        if (_hasWhole && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            _hasWhole = false;
            // A whole number that is too large would lose digits as a real one.
            if (text.IndexOfAnyExcept("+-0123456789") < 0)
                _hasReal = false;
        }

        if (!_hasWhole && _hasReal)
            _hasReal = Real(text, out _);
    }
}
