using System.Buffers.Binary;
using System.Text;

namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>
/// Reads what a pickle says, without doing it: names stay names, calls stay calls. Understood are the operations of protocols 2 to 5 that
/// plain values and calls need; a <see cref="FormatException"/> says that there are others.
/// </summary>
internal sealed class PickleReader(ReadOnlyMemory<byte> content)
{
    private const int MostValues = 100_000;
    private static readonly object Mark = new();
    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];
    private int position;

    /// <summary>The one value of the pickle.</summary>
    public object? Read()
    {
        while (true)
        {
            if (stack.Count > MostValues || memo.Count > MostValues)
                throw new FormatException("it has too many values");
            var operation = (char)Next();
            if (operation == '.')
                return stack.Count == 1 ? stack[0] : throw Bad();
            Do(operation);
        }
    }

    private void Do(char operation)
    {
        switch (operation)
        {
            case '\u0080':
                if (Next() is < 2 or > 5)
                    throw new FormatException("its protocol is none of 2 to 5");
                break;
            case '\u0095':
                Take(sizeof(long));
                break;
            case '(':
                stack.Add(Mark);
                break;
            case '0':
                Pop();
                break;
            case 'q':
                memo[Next()] = Top();
                break;
            case 'r':
                memo[Length(sizeof(int))] = Top();
                break;
            case '\u0094':
                memo[memo.Count] = Top();
                break;
            case 'h':
                stack.Add(Remembered(Next()));
                break;
            case 'j':
                stack.Add(Remembered(Length(sizeof(int))));
                break;
            case 'R' or '\u0081':
                var arguments = Pop() as IReadOnlyList<object?> ?? throw Bad();
                stack.Add(new PickledCall(Pop() as PickledName ?? throw Bad(), arguments));
                break;
            case 'b':
                var state = Pop();
                (Top() as PickledCall ?? throw Bad()).State = state;
                break;
            case 'c':
                stack.Add(new PickledName(Line(), Line()));
                break;
            case '\u0093':
                var name = Pop() as string ?? throw Bad();
                stack.Add(new PickledName(Pop() as string ?? throw Bad(), name));
                break;
            default:
                DoValue(operation);
                break;
        }
    }

    private void DoValue(char operation)
    {
        switch (operation)
        {
            case 'a':
                var item = Pop();
                (Top() as List<object?> ?? throw Bad()).Add(item);
                break;
            case 'e':
                var items = SinceMark();
                (Top() as List<object?> ?? throw Bad()).AddRange(items);
                break;
            case 's':
                var value = Pop();
                Put(Pop(), value);
                break;
            case 'u':
                var pairs = SinceMark();
                for (var i = 0; i + 1 < pairs.Count; i += 2)
                    Put(pairs[i], pairs[i + 1]);
                break;
            case 't':
                stack.Add(SinceMark());
                break;
            case '\u0085' or '\u0086' or '\u0087':
                var count = operation - '\u0084';
                if (stack.Count < count)
                    throw Bad();
                var tuple = stack[^count..];
                stack.RemoveRange(stack.Count - count, count);
                stack.Add(tuple);
                break;
            default:
                stack.Add(Plain(operation));
                break;
        }
    }

    private object? Plain(char operation) => operation switch
    {
        'N' => null,
        '\u0088' => true,
        '\u0089' => false,
        ')' or ']' => new List<object?>(),
        '}' => new Dictionary<string, object?>(StringComparer.Ordinal),
        'K' => (long)Next(),
        'M' => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort))),
        'J' => (long)BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int))),
        '\u008a' => Long(Take(Next())),
        'G' => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double))),
        'X' => Text(Length(sizeof(int))),
        '\u008c' => Text(Next()),
        '\u008d' => Text(Length(sizeof(long))),
        'B' => Bytes(Length(sizeof(int))),
        'C' => Bytes(Next()),
        '\u008e' => Bytes(Length(sizeof(long))),
        _ => throw new FormatException($"it has an operation that plain values do not need (0x{(int)operation:x2})"),
    };

    private static long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
            throw new FormatException("it has an integer of more than 64 bits");
        var value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1L : 0L;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private string Text(long length) => Encoding.UTF8.GetString(Take(length));

    private byte[] Bytes(long length) => Take(length).ToArray();

    private string Line()
    {
        var rest = content.Span[position..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
            throw Bad();
        position += end + 1;
        return Encoding.UTF8.GetString(rest[..end]);
    }

    private long Length(int size)
    {
        var bytes = Take(size);
        return size == sizeof(int) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > content.Length - position)
            throw new FormatException("it ends too early");
        var taken = content.Span.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private byte Next() => Take(1)[0];

    private object? Top() => stack.Count > 0 ? stack[^1] : throw Bad();

    private object? Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object? Remembered(long key) => memo.TryGetValue(key, out var value) ? value : throw Bad();

    private List<object?> SinceMark()
    {
        var mark = stack.LastIndexOf(Mark);
        if (mark < 0)
            throw Bad();
        var items = stack[(mark + 1)..];
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private void Put(object? key, object? value)
    {
        var map = Top() as Dictionary<string, object?> ?? throw Bad();
        map[key as string ?? throw Bad()] = value;
    }

    private static FormatException Bad() => new("its operations make no value");
}
