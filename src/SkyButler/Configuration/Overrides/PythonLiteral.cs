namespace SkyButler.Configuration.Overrides;

/// <summary>
/// Values written as the original's users write them: a restricted part of Python's expressions. They become null, bool, long, double,
/// string, lists and dictionaries by text. Tuples and sets become lists, and bare names their own text.
/// </summary>
public static class PythonLiteral
{
    /// <summary>The value that a text means; text that is no literal means itself.</summary>
    public static object? Interpret(string text) => TryParse(text, out var value) ? value : text;

    /// <summary>Reads a literal, or several divided by commas, which are a list.</summary>
    public static bool TryParse(string text, out object? value)
    {
        var reader = new LiteralReader(text);
        try
        {
            value = reader.ReadAll();
            return true;
        }
        catch (FormatException)
        {
            value = null;
            return false;
        }
    }
}
