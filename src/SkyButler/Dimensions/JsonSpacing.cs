namespace SkyButler.Dimensions;

/// <summary>Spaces between the words of JSON, which say nothing.</summary>
internal static class JsonSpacing
{
    /// <summary>Whether two JSON texts are the same but for the spaces and line ends between their words.</summary>
    public static bool AreSame(string one, string other)
    {
        var (i, j) = (0, 0);
        var inText = false;
        while (true)
        {
            if (!inText)
            {
                i = AfterSpaces(one, i);
                j = AfterSpaces(other, j);
            }

            if (i == one.Length || j == other.Length)
                return i == one.Length && j == other.Length;
            if (one[i] != other[j])
                return false;
            if (one[i] == '"')
                inText = !inText;
            else if (inText && one[i] == '\\' && i + 1 < one.Length)
            {
                // What is escaped neither ends the text nor is a space.
                if (j + 1 == other.Length || one[++i] != other[++j])
                    return false;
            }

            i++;
            j++;
        }
    }

    private static int AfterSpaces(string json, int at)
    {
        while (at < json.Length && json[at] is ' ' or '\n')
            at++;
        return at;
    }
}
