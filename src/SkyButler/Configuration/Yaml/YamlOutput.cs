namespace SkyButler.Configuration.Yaml;

/// <summary>Text with a memory of where the line stands: on which column, after a space, inside the indentation only.</summary>
internal sealed class YamlOutput(TextWriter writer)
{
    /// <summary>The number of characters on the line so far.</summary>
    public int Column { get; private set; }

    // Whether what was written last separates it from what follows.
    private bool _isSeparated = true;

    // Whether the line holds nothing but indentation and the dashes of a list.
    private bool _isIndentation = true;

    /// <summary>Whether the line holds nothing but indentation and the dashes of a list: a block can start right here.</summary>
    public bool IsAtBlockStart => _isIndentation;

    /// <summary>Writes an indicator or tag, with a space before it where one is needed.</summary>
    public void Token(string text)
    {
        Separate();
        Raw(text);
        _isIndentation = false;
    }

    /// <summary>Writes an indicator after which a block may start on the same line.</summary>
    public void BlockIndicator(string text)
    {
        Separate();
        Raw(text);
    }

    /// <summary>Writes the colon of a simple key.</summary>
    public void Colon()
    {
        Raw(":");
        _isIndentation = false;
    }

    /// <summary>Writes text as it is.</summary>
    public void Raw(ReadOnlySpan<char> text)
    {
        writer.Write(text);
        Column += text.Length;
        _isSeparated = false;
    }

    /// <summary>A space, if what was written last needs one after it.</summary>
    public void Separate()
    {
        if (!_isSeparated)
            Raw(" ");
    }

    /// <summary>Marks that a scalar's text stands on the line.</summary>
    public void EndIndentation() => _isIndentation = false;

    /// <summary>Begins a line with the given indentation, unless the line is just there.</summary>
    public void Indent(int indentation)
    {
        if (!_isIndentation || Column > indentation || (Column == indentation && !_isSeparated))
            Break();
        if (Column >= indentation)
            return;
        writer.Write(new string(' ', indentation - Column));
        Column = indentation;
        _isSeparated = true;
    }

    /// <summary>Ends the line.</summary>
    public void Break()
    {
        writer.Write('\n');
        Column = 0;
        _isSeparated = true;
        _isIndentation = true;
    }
}
