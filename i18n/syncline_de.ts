<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>syncline::PluginActions</name>
    <message>
        <source>Sync</source>
        <translation>Synchronisieren</translation>
    </message>
</context>
</TS>
