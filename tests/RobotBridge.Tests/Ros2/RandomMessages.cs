using System.Reflection;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>A random message of any generated type; texts are ASCII, because Foxglove's writer counts other letters wrong.</summary>
internal static class RandomMessages
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(IMessage<>).Assembly.GetTypes().Where(IsMessage).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static object Make(Type type, Random random)
    {
        var message = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            property.SetValue(message, Value(property.PropertyType, property.GetValue(message), random));
        return message;
    }

    private static object Value(Type type, object? initial, Random random)
    {
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Bytes(random.Next(40), random));
        if (type.IsArray)
            return Array(type.GetElementType()!, ((Array)initial!).Length is > 0 and var length ? length : random.Next(4), random);
        if (IsMessage(type))
            return Make(type, random);
        return type == typeof(string) ? string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "aZ_/ 7"[random.Next(6)]))
            : type == typeof(bool) ? random.Next(2) == 1
            : type == typeof(double) ? random.NextDouble() * 2000 - 1000
            : type == typeof(float) ? random.NextSingle() * 2000 - 1000
            : Convert.ChangeType(random.Next(0, 127), type);
    }

    private static Array Array(Type element, int length, Random random)
    {
        var array = System.Array.CreateInstance(element, length);
        for (var i = 0; i < length; i++)
            array.SetValue(Value(element, null, random), i);
        return array;
    }

    private static byte[] Bytes(int count, Random random)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static bool IsMessage(Type type) =>
        type.IsClass && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IMessage<>));
}
