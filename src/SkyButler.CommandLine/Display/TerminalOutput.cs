using System.Text;
using Spectre.Console;

namespace SkyButler.CommandLine.Display;

/// <summary>A stream that is known to be a terminal, as the drawing library wants to see it.</summary>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private const int WidestBar = 120;

    /// <summary>Characters in a line of the terminal; the usual number where there is none.</summary>
    public static int Columns => Size(() => Console.WindowWidth, UsualWidth);

    /// <inheritdoc />
    public TextWriter Writer => writer;

    /// <inheritdoc />
    public bool IsTerminal => true;

    /// <inheritdoc />
    public int Width => Math.Min(WidestBar, Columns);

    /// <inheritdoc />
    public int Height => Size(() => Console.WindowHeight, UsualHeight);

    /// <inheritdoc />
    public void SetEncoding(Encoding encoding)
    {
    }

    private static int Size(Func<int> ask, int usual)
    {
        try
        {
            return ask() is var size and > 0 ? size : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }
}
