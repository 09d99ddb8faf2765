package io.tenure.input;

import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column of a file of transactions holds.
///
/// The words are headings by which such a column is recognised, without signs and spaces and in small letters.
enum TransactionRole {
    CUSTOMER(
            Message.of("input.columns.role.customer"),
            "customer customerid customerno customernr customernumber customercode customeruserid custid custno cust"
                    + " client clientid clientno user userid member memberid buyer buyerid kunde kundennr kundennummer"
                    + " kundenid kundeid idclient numclient numéroclient codeclient cliente idcliente codigocliente"
                    + " códigocliente klant klantnr klantnummer klantid"
                    + " 客户 客户编号 客户号 客户id 客户代码 会员 会员号 会员编号 会员id 用户 用户id 用户编号"),
    DATE(
            Message.of("input.columns.role.date"),
            "date day datetime timestamp invoicedate orderdate purchasedate transactiondate saledate salesdate bookingdate"
                    + " orderedat purchasedat paidat transactiontime postingdate dateofpurchase dateofsale"
                    + " datum bestelldatum kaufdatum rechnungsdatum buchungsdatum belegdatum verkaufsdatum"
                    + " dateachat datedachat datecommande datedecommande datefacture datedefacture datevente fecha fechacompra fechadecompra fechapedido fechadepedido fechafactura fechaventa"
                    + " data datacompra datadacompra dataordine dataacquisto aankoopdatum besteldatum factuurdatum"
                    + " 日期 时间 购买日期 购买时间 下单日期 下单时间 订单日期 交易日期 交易时间 消费日期"),
    AMOUNT(
            Message.of("input.columns.role.amount"),
            "amount total totalamount orderamount orderamountnet netamount sales netsales revenue value ordervalue sum"
                    + " linetotal ordertotal dollarvalue salesvalue amountpaid transactionamount purchaseamount saleamount"
                    + " salesamount netvalue totalvalue betrag gesamtbetrag nettobetrag nettowert summe umsatz"
                    + " montant montanttotal montantttc montantht importe monto importo valor bedrag totaalbedrag"
                    + " 金额 总额 总金额 销售额 成交金额 消费金额 订单金额 实付金额"),
    MARGIN(
            Message.of("input.columns.role.margin"),
            "margin profit contribution grossprofit marge gewinn deckungsbeitrag 毛利 利润"),
    QUANTITY(
            Message.of("input.columns.role.quantity"),
            "quantity qty units pieces count menge anzahl stückzahl quantité"
                    + " cantidad quantità quantidade aantal 数量 件数"),
    PRICE(
            Message.of("input.columns.role.price"),
            "price unitprice itemprice priceperunit preis einzelpreis stückpreis prix"
                    + " prixunitaire precio preciounitario prezzo prezzounitario preço prijs stukprijs 单价 价格"),
    CURRENCY(
            Message.of("input.columns.role.currency"),
            "currency currencycode curr währung waehrung devise moneda valuta moeda 币种 货币");

    /// The names of all roles, as the caller writes them.
    static final List<String> NAMES =
            Arrays.stream(values()).map(TransactionRole::key).toList();

    private static final int MIN_NEAR_LENGTH = 5;
    private static final Pattern BRACKETS = Pattern.compile("\\([^()]*\\)|\\[[^\\[\\]]*]");
    private static final Pattern CURRENCY_CODE = Pattern.compile("[ _-](?i:eur|usd|gbp|chf|cny|rmb|jpy)$");

    private final Text label;
    private final Set<String> headings;

    TransactionRole(Text label, String headings) {
        this.label = label;
        this.headings = Set.of(headings.split(" "));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isNumber() {
        return this != CUSTOMER && this != DATE && this != CURRENCY;
    }

    /// The role for people.
    Text label() {
        return label;
    }

    static Optional<TransactionRole> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }

    boolean isHeading(String cell) {
        return headings.contains(plain(cell));
    }

    /// Whether a heading is nearly one by which such a column is recognised.
    boolean isNearHeading(String cell) {
        String plain = plain(cell);
        return plain.length() >= MIN_NEAR_LENGTH
                && Dictionary.nearest(plain, headings)
                        .filter(near -> Dictionary.distance(plain, near) <= 2 && near.length() >= MIN_NEAR_LENGTH)
                        .isPresent();
    }

    /// A heading without what stands in brackets, a code of a currency at its end, signs and spaces.
    private static String plain(String cell) {
        return CURRENCY_CODE
                .matcher(BRACKETS.matcher(cell).replaceAll(" ").strip())
                .replaceFirst("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
